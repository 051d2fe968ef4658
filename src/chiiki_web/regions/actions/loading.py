"""The packaged register comes into the database."""

from __future__ import annotations

from django.db import transaction

from chiiki import reference, romaji
from chiiki_web.regions.models import Municipality, Prefecture


@transaction.atomic
def load_reference() -> None:
    """Put the packaged prefectures and municipalities into the database, once.

    Rows that are there already stay as they are: later changes come by update.
    """
    Prefecture.objects.bulk_create(
        [
            Prefecture(
                code=one.code,
                name_ja=one.name,
                name_en=one.name_en,
                kana=one.kana,
                iso=one.iso3166_2,
                region=one.region,
            )
            for one in reference.load_prefectures()
        ],
        ignore_conflicts=True,
    )
    Municipality.objects.bulk_create(
        [
            Municipality(
                code=one.code,
                prefecture_id=one.prefecture_code,
                name_ja=one.name,
                name_en=romaji.place_name(one.kana, one.kind),
                kana=one.kana,
                kind=one.kind,
                latitude=one.latitude,
                longitude=one.longitude,
            )
            for one in reference.load_municipalities()
        ],
        batch_size=500,
        ignore_conflicts=True,
    )
