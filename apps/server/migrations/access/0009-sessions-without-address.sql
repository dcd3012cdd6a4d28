-- Why: a person knows their own sign-ins by when they were and by the kind of browser. Where from was kept in the clear, for as long as
-- the row stands, and used for nothing else; what slows guessing keeps a hash of its own.
alter table access.session drop column address;
