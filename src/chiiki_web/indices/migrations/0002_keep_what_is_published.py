"""Let the database refuse to remove what was said, and to change any part of it.

SQLite drops the triggers of a table that it has to rebuild: a later migration that alters
one of these tables ends with ``guard`` again. ``tests/web/indices/test_kept.py`` would
notice.
"""

from django.db import migrations

KEPT = {
    "indices_definition": (
        "",
        ("index_id", "number", "text", "digest", "note", "saved_by_id", "saved_at"),
    ),
    "indices_edition": (
        "OLD.state = 'published'",
        (
            *("state", "index_id", "code", "form_key", "year", "name_ja", "name_en"),
            *("definition_id", "figures", "choices", "source", "run_id"),
            *("published_by_id", "published_at"),
        ),
    ),
    "indices_run": (
        "OLD.state = 'done'",
        (
            *("state", "edition_id", "number", "form_key", "inputs", "inputs_digest"),
            *("seed", "replicates", "result", "digest", "engine", "repeats_id"),
            *("asked_by_id", "asked_at", "ended_at"),
        ),
    ),
}
SQLITE = (
    """
CREATE TRIGGER {table}_kept BEFORE UPDATE ON {table} WHEN {changed}
BEGIN SELECT RAISE(ABORT, '{table} keeps what it says'); END
""",
    """
CREATE TRIGGER {table}_stays BEFORE DELETE ON {table} {removed}
BEGIN SELECT RAISE(ABORT, '{table} keeps what it says'); END
""",
)
POSTGRES = (
    """
CREATE TRIGGER {table}_kept BEFORE UPDATE ON {table} FOR EACH ROW
WHEN ({changed}) EXECUTE FUNCTION {table}_kept();
CREATE TRIGGER {table}_stays BEFORE DELETE ON {table} FOR EACH ROW
{removed} EXECUTE FUNCTION {table}_kept();
ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_kept;
ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_stays
""",
)


def guard(apps, schema_editor):
    """Put the triggers of the first migration anew; its functions stay."""
    is_postgres = schema_editor.connection.vendor == "postgresql"
    differs = "IS DISTINCT FROM" if is_postgres else "IS NOT"
    for table, (when, names) in KEPT.items():
        _drop(schema_editor, table, "kept")
        changed = " OR ".join(f"OLD.{name} {differs} NEW.{name}" for name in names)
        for text in POSTGRES if is_postgres else SQLITE:
            schema_editor.execute(
                text.format(
                    table=table,
                    changed=f"{when} AND ({changed})" if when else changed,
                    removed=f"WHEN ({when})" if when else "",
                )
            )


def let_go(apps, schema_editor):
    """Removing is let go; the firmer trigger on changes stays until 0001 drops it."""
    for table in KEPT:
        _drop(schema_editor, table, "stays")


def _drop(schema_editor, table, name):
    on = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f"DROP TRIGGER {table}_{name}{on}")


class Migration(migrations.Migration):
    dependencies = [("indices", "0001_editions_and_runs")]
    operations = [migrations.RunPython(guard, let_go)]
