"""The document as one HTML file that asks nobody for anything: no script, no request, opened by double click."""

from accord.brief.html.render import render_html

__all__ = ["render_html"]
