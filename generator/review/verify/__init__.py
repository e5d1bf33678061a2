"""Is this file still true: what people did to a file of ours, and whether its numbers are the ledger's.

``verify_word(data, name)`` judges a Word file by its own map, ``verify_page`` a page, ``verify_pdf`` a PDF against its
build's manifest. Held against themselves, files are *consistent* at best; truth needs a project or a signature.
"""
