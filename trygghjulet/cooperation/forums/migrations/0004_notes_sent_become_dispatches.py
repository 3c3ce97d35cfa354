"""What was entered as notes sent becomes dispatches, which can also be reports that no meeting stands behind."""

from __future__ import annotations

from typing import Any

from django.db import migrations


def carry_over(apps: Any, _schema_editor: Any) -> None:
    """Make a dispatch of each; the notes of a meeting went from its forum."""
    sent = apps.get_model("forums", "MeetingNotesSent").objects.select_related("meeting").order_by("pk")
    dispatch = apps.get_model("forums", "Dispatch")
    dispatch.objects.bulk_create(
        [
            dispatch(
                forum_id=one.meeting.forum_id,
                meeting_id=one.meeting_id,
                what="minnesanteckningar",
                to_forum_id=one.to_forum_id,
                to=one.to,
                on=one.on,
            )
            for one in sent.iterator(chunk_size=1000)
        ],
        batch_size=1000,
    )


class Migration(migrations.Migration):
    dependencies = [("forums", "0003_organisation_meetings_decisions")]

    operations = [
        migrations.RunPython(carry_over, migrations.RunPython.noop),
        migrations.DeleteModel(name="MeetingNotesSent"),
    ]
