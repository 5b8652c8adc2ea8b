"""A document as PDF: fixed Typst templates over the document as JSON; no text of a document is ever source."""

from accord.brief.pdf.render import render_pages as render_pages
from accord.brief.pdf.render import render_pdf as render_pdf
