-- How an expansion's members were found: a JSON list of sentences; null where there is nothing to tell.
alter table task add column details text;
