"""What was sent stays as its receipt says: the database refuses to change or remove it.

SQLite drops the triggers of a table that it has to rebuild: a later migration that alters
this table ends with ``guard`` again. ``tests/web/answers/test_sent_stays.py`` would notice.
"""

from django.db import migrations

TABLE = "answers_submission"
SQLITE = """
CREATE TRIGGER submission_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, 'answers that were sent cannot be changed'); END
"""
POSTGRES = """
CREATE OR REPLACE FUNCTION submission_stays() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'answers that were sent cannot be changed'; END $$;
CREATE TRIGGER submission_stays BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW
EXECUTE FUNCTION submission_stays();
ALTER TABLE {table} ENABLE ALWAYS TRIGGER submission_stays
"""


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES.format(table=TABLE))
        return
    for verb in ("UPDATE", "DELETE"):
        schema_editor.execute(SQLITE.format(table=TABLE, verb=verb))


def let_go(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER submission_stays ON {TABLE}")
        return
    for verb in ("UPDATE", "DELETE"):
        schema_editor.execute(f"DROP TRIGGER submission_no_{verb}")


class Migration(migrations.Migration):
    dependencies = [("answers", "0001_answers_by_key_and_version")]
    operations = [migrations.RunPython(guard, let_go)]
