"""Whether a local Spark can be started here, and starting it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from typing import Any


def lacking() -> str:
    """What Spark needs and is not here; empty where it can run."""
    if find_spec("pyspark") is None:
        return "no pyspark; pip install 'chiiki[spark]'"
    return "" if shutil.which("java") else "no Java"


@contextmanager
def running_spark() -> Iterator[Any]:
    """An Ibis connection to a Spark of this machine that nobody else can reach."""
    builder = import_module("pyspark.sql").SparkSession.builder.master("local[2]")
    for name, value in {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": "4",
    }.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    try:
        yield import_module("ibis").pyspark.connect(session)
    finally:
        session.stop()
