"""Render: a Document becomes bytes. No writer knows a client or a deliverable."""
