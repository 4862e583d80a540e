"""The only room that knows requests, forms and HTML."""
