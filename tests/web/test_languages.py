"""The words of a page: in the reader's language, and with what people typed made harmless."""

import pytest
from flask import Flask, render_template_string
from flask_babel import force_locale

from ptmb.web.languages import gettext, language, ngettext

_COUNTED = "Anda ikut laporan ini (%(num)s orang)."


def rendered(app: Flask, source: str, **values: object) -> str:
    with app.test_request_context():
        return render_template_string(source, **values)


def test_a_value_in_a_text_is_escaped_and_the_text_is_not(app: Flask) -> None:
    source = '{{ _("<b>%(name)s</b> 100%%", name=name) }}'

    assert rendered(app, source, name="<i>") == "<b>&lt;i&gt;</b> 100%"


def test_a_text_without_values_is_a_format_all_the_same(app: Flask) -> None:
    assert rendered(app, '{{ _("100%% & lebih") }}') == "100% & lebih"


def test_a_message_of_plain_text_is_not_escaped(app: Flask) -> None:
    source = '{% autoescape false %}{{ _("%(name)s & lebih", name=name) }}{% endautoescape %}'

    assert rendered(app, source, name="<i>") == "<i> & lebih"


def test_a_counted_text_knows_its_number(app: Flask) -> None:
    with app.test_request_context(headers={"Cookie": "bahasa=en"}):
        counted = render_template_string("{{ ngettext(text, text, 2) }}", text=_COUNTED)

        assert counted == ngettext(_COUNTED, _COUNTED, 2)
        assert "2" in counted
        assert counted != _COUNTED % {"num": 2}


def test_one_answer_may_speak_two_languages(app: Flask) -> None:
    with app.test_request_context():
        with force_locale("en"):
            assert (language(), gettext("Bantuan")) == ("en", "Help")
        assert (language(), gettext("Bantuan")) == ("id", "Bantuan")


def test_outside_of_the_application_the_words_are_the_source() -> None:
    assert (language(), gettext("Bantuan")) == ("id", "Bantuan")


@pytest.mark.parametrize("template", ["components/icon.html", "layouts/base.html"])
def test_a_name_given_later_is_known_to_a_template_read_before(app: Flask, template: str) -> None:
    read = app.jinja_env.get_template(template)
    app.jinja_env.globals["given_later"] = "later"

    assert read.globals["given_later"] == "later"
