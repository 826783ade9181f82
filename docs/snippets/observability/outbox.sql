-- Mail that is due, and for how many seconds the oldest has been.
select count(*) as due,
  coalesce(max(extract(epoch from now()) - available_at / 1000.0), 0) as oldest_seconds
from muster.mail
where not dead and available_at <= extract(epoch from now()) * 1000;

-- Mail that was not delivered, by account.
select account_id, count(*) as undelivered
from muster.mail
where dead
group by account_id
order by undelivered desc;

-- Users who used up their attempts within a day, by account.
select account_id, count(distinct user_id) as locked
from muster.events
where kind = 'locked' and at > (extract(epoch from now()) - 86400) * 1000
group by account_id
order by locked desc;
