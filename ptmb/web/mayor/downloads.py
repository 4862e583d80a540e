"""What is taken along as a file: never kept on the way, since not everybody may see it."""

from typing import IO

from flask import Response, send_file


def taken_along(file: IO[bytes], mimetype: str, name: str) -> Response:
    """The answer closes the file."""
    response = send_file(file, mimetype, as_attachment=True, download_name=name)
    response.headers["Cache-Control"] = "no-store"
    return response
