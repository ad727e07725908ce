"""Made answers of a cohort, and hand-written SQL for the integers that our tally counts."""

MAKE = """
copy (
  with answer as (
    select person, item,
      hash(person * 1000003) % 1000 as ability,
      hash(person * 1000003 + item * 7919 + 1) % 1000 as luck,
      hash(person * 1000003 + item * 7919 + 2) % 100 as other
    from range({people}) as people(person), range({items}) as items(item)
  ), marked as (
    select *, other < 2 as blank, ability + item * 3 + luck < 1400 as keyed,
      item % 10 = 0 and other % 3 = 0 as partly
    from answer
  )
  select
    'p' || lpad(person::varchar, 8, '0') as person, 'paper' as paper, 1::bigint as attempt,
    'item-' || lpad(item::varchar, 3, '0') as item, 1::bigint as revision,
    case when blank then '' when keyed then 'a' when partly then 'a+b'
      else substr('bcd', (1 + other % 3)::integer, 1) end as response,
    blank,
    (case when blank then 0 when keyed then 1000 when partly then 500 else 0 end)::bigint as units,
    1000::bigint as full
  from marked
) to '{file}' (format parquet, compression zstd)
"""

SQL = {
    "sums": """
create temp table sums as
select paper, person, attempt, sum(units)::bigint as total
from read_parquet('{file}') where attempt = 1 group by all""",
    "totals": """
create temp table totals as select paper, total, count(*) as n from sums group by all""",
    "cube": """
create temp table cube as
select paper, item, revision, "full", response, blank, units, total, count(*) as n
from read_parquet('{file}') join sums using (paper, person, attempt)
where attempt = 1 group by all""",
    "marks": "select paper, total, n from totals",
    "cells": """
with reached as (
  select *, sum(n) over (partition by paper order by total) as upto,
    sum(n) over (partition by paper) as size
  from totals
), banded as (
  select paper, total, case
    when 100 * (upto - n) < 27 * size and 27 * size <= 100 * upto
     and 100 * (size - upto) < 27 * size and 27 * size <= 100 * (size - upto + n) then 5
    when 100 * (upto - n) < 27 * size and 27 * size <= 100 * upto then 1
    when 100 * (size - upto) < 27 * size and 27 * size <= 100 * (size - upto + n) then 3
    when 100 * upto < 27 * size then 0
    when 100 * (size - upto + n) < 27 * size then 4
    else 2 end as band
  from reached
)
select paper, item, revision, "full", response, blank, units, band, sum(n),
  sum(n * (total - units)), sum(n * (total - units) * (total - units))
from cube join banded using (paper, total) group by all""",
    "ceilings": """
with one as (
  select paper, item, revision, "full", units, sum(n) as n from cube group by all
), other as (
  select paper, item, revision, "full", total - units as rest, sum(n) as n from cube group by all
), ones as (
  select *, sum(n) over (partition by paper, item, revision, "full" order by units) as upto from one
), others as (
  select *, sum(n) over (partition by paper, item, revision, "full" order by rest) as upto from other
)
select paper, item, revision, "full", sum(units * rest *
  greatest(0, least(ones.upto, others.upto) - greatest(ones.upto - ones.n, others.upto - others.n)))
from ones join others using (paper, item, revision, "full") group by all""",
}
