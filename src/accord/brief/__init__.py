"""What was planned becomes a document that ministers read: one model, two faces (HTML and PDF)."""
