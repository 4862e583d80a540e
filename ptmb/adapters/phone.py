"""Telephone numbers by the `phonenumbers` library, loaded when first needed."""


def international(text: str, region: str = "ID") -> str | None:
    """E.164 (+62812...) from any usual spelling; None when it is no possible number."""
    import phonenumbers  # noqa: PLC0415  23 MB on disk: only when a number is really read

    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def spoken(number: str) -> str:
    """How a person writes it: 0812-3456-7890 for a number of this country."""
    import phonenumbers  # noqa: PLC0415  see above

    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return number
    national = phonenumbers.PhoneNumberFormat.NATIONAL
    abroad = phonenumbers.PhoneNumberFormat.INTERNATIONAL
    form = national if parsed.country_code == 62 else abroad
    return str(phonenumbers.format_number(parsed, form))
