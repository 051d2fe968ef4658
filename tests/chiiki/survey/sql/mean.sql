SELECT
  "t1"."key_0",
  "t1"."key_1",
  "t1"."key_2",
  SUM("t1"."weight") AS "sum_0",
  SUM("t1"."weight" * "t1"."value_0") AS "sum_1",
  SUM("t1"."weight" * "t1"."value_1") AS "sum_2",
  SUM("t1"."weight" * "t1"."value_0" * "t1"."value_0") AS "sum_3",
  COUNT(*) AS "rows_0",
  SUM("t1"."value_1") AS "rows_1"
FROM (
  SELECT
    "t0"."層" AS "key_0",
    "t0"."school" AS "key_1",
    "t0"."field" AS "key_2",
    "t0"."w" AS "weight",
    CASE
      WHEN (
        "t0"."size" IS NOT NULL
      )
      AND NOT (
        ISNAN(CAST(CAST("t0"."size" AS TEXT) AS DOUBLE))
      )
      THEN "t0"."size"
      ELSE 0.0
    END AS "value_0",
    CASE
      WHEN (
        "t0"."size" IS NOT NULL
      )
      AND NOT (
        ISNAN(CAST(CAST("t0"."size" AS TEXT) AS DOUBLE))
      )
      THEN 1.0
      ELSE 0.0
    END AS "value_1"
  FROM "answers" AS "t0"
) AS "t1"
GROUP BY
  1,
  2,
  3
