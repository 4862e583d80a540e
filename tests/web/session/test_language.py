"""The choice of a language."""

from collections.abc import Callable

from tests.browsing import Browser

Browse = Callable[..., Browser]


class TestLanguage:
    def test_the_choice_is_remembered_and_leads_back(self, browse: Browse) -> None:
        browser = browse()
        answer = browser.get("/bahasa/en?lanjut=/privasi", status=303)
        assert answer.location == "/privasi"
        assert browser.get("/masuk").one("html")["lang"] == "en"
        browser.get("/bahasa/id", status=303)
        assert browser.get("/masuk").one("html")["lang"] == "id"

    def test_it_never_leads_away(self, browse: Browse) -> None:
        answer = browse().get("/bahasa/en?lanjut=//evil.example", status=303)
        assert answer.location == "/"

    def test_a_language_we_do_not_speak_is_not_found(self, browse: Browse) -> None:
        browse().get("/bahasa/xx", status=404)
