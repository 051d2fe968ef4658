"""Foreign keys point downwards too; import-linter cannot see string references."""

from __future__ import annotations

import tomllib

from django.apps import apps

from house.tree import ROOT

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS = PYPROJECT["tool"]["importlinter"]["contracts"]
LAYERS = next(one["layers"] for one in CONTRACTS if one["name"].startswith("Web apps"))
HEIGHT = {
    app.strip(" ()"): level
    for level, layer in enumerate(reversed(LAYERS))
    for app in layer.split("|")
}


def test_foreign_keys_point_downwards() -> None:
    upwards = []
    for model in apps.get_models(include_auto_created=True):
        source = model._meta.app_label
        for field in model._meta.get_fields():
            target = getattr(field.related_model, "_meta", None)
            if field.auto_created or target is None or source not in HEIGHT:
                continue
            other = target.app_label
            if other in HEIGHT and other != source and HEIGHT[other] >= HEIGHT[source]:
                upwards.append(f"{source}.{model.__name__}.{field.name} → {other}")
    assert not upwards


def test_every_app_with_tables_has_a_place_among_the_layers() -> None:
    ours = {
        config.label
        for config in apps.get_app_configs()
        if config.name.startswith("chiiki_web.")
    }
    assert ours
    assert ours <= set(HEIGHT)
