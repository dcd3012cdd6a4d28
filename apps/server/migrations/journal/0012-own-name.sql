-- Why: an entry names whoever its transaction runs for, and nobody else. The journal itself writes down the readings of one moment
-- together, each in its reader's name.
create policy own_name on journal.entry as restrictive for insert with check (
  actor = (select kernel.viewer_name()) or (select kernel.viewer_is_system('journal'))
);
