"""The places of the project's draft, for documents that name its clauses: the draft is composed and numbered once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.compose.templates import find_template
from generator.document.places import Places, places
from generator.document.standard_numbering import number_standard

if TYPE_CHECKING:
    from generator.compose.sections import Job

#: The theme of draft standards.
_STANDARD = "standard"


def places_of(job: Job) -> Places:
    """Return the places of the draft that the project orders; none are known where it orders none."""
    from generator.compose.sections import render

    if job.project.file.standard is None or job.template.theme == _STANDARD:
        return Places()
    roots = (job.template.folder.parent.parent,)
    for order in job.project.file.documents:
        template = find_template(order.template, order.version, roots).value
        if template is None or template.theme != _STANDARD:
            continue
        if template.outside and not job.template.outside:  # this process has no limits for it
            continue
        drawn = render(replace(job, order=order, template=template))
        return Places() if drawn.failed else places(drawn.blocks, number_standard(drawn.blocks, job.language))
    return Places()
