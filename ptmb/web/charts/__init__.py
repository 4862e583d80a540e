"""Figures that people can read: plain numbers in, a sentence and a table out, for every role.

The templates are in `templates/components/charts`; `static/js/charts.js` draws what the tables say.
"""
