-- Why: a printed letter holds link and code, and whoever has a copy of it opened the page that shows the answer. Once the person has answered, a letter
-- opens again only in the browser in which they did. Letters answered before this stay as they were.
alter table inquiry.consent_link add column answered_at timestamptz;
