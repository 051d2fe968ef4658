SELECT
  "t1"."key_0",
  "t1"."key_1",
  SUM("t1"."weight") AS "sum_0",
  COUNT(*) AS "rows_0"
FROM (
  SELECT
    "t0"."層" AS "key_0",
    "t0"."school" AS "key_1",
    "t0"."w" AS "weight"
  FROM "answers" AS "t0"
) AS "t1"
GROUP BY
  1,
  2
