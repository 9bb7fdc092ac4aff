-- Of a segment that was evaluated in one pass with others: the time of the whole pass and the segment's share of its
-- cost, from 0 to 1. Both or neither is set.
alter table task add column shared_pass_micros bigint;
alter table task add column cost_share double precision;
