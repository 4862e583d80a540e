"""How long things took, in words of two units at most."""

from ptmb.domain.lengths_of_time import Part, TimeUnit, duration_parts
from ptmb.web.languages import ngettext


def duration_words(seconds: float) -> str:
    """42 menit; 2 jam 10 menit; 3 hari 4 jam; 12 hari."""
    return " ".join(_part(part) for part in duration_parts(seconds))


def _part(part: Part) -> str:
    count, unit = part
    if unit is TimeUnit.MINUTES:
        return ngettext("%(num)s menit", "%(num)s menit", count)
    if unit is TimeUnit.HOURS:
        return ngettext("%(num)s jam", "%(num)s jam", count)
    return ngettext("%(num)s hari", "%(num)s hari", count)
