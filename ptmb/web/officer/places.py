"""Where a job is, for the map applications of a phone."""

from urllib.parse import quote, urlencode

from ptmb.models import Complaint
from ptmb.queries.catalogue import Catalogue


def coordinates(complaint: Complaint) -> str:
    """-1.237,116.852, or empty when only words say where it is."""
    if complaint.latitude is None or complaint.longitude is None:
        return ""
    return f"{complaint.latitude:.6f},{complaint.longitude:.6f}"


def directions(complaint: Complaint, catalogue: Catalogue) -> str:
    """The way there in any browser; by its words when the point is not known."""
    words = [complaint.address, catalogue.area_name(complaint.area_id), "Balikpapan"]
    spoken = ", ".join(part for part in words if part)
    destination = coordinates(complaint) or spoken
    return "https://www.google.com/maps/dir/?" + urlencode({"api": 1, "destination": destination})


def map_app(complaint: Complaint) -> str:
    """A geo: address (RFC 5870) with the code as the pin's name; empty without a point."""
    point = coordinates(complaint)
    return f"geo:{point}?q={quote(point, safe=',')}({complaint.reference})" if point else ""
