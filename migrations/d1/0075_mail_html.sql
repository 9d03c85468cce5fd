-- A stored mail as HTML, the language of its text, and where replies go. Mails stored before have none of them.
ALTER TABLE mailbox ADD COLUMN html TEXT NOT NULL DEFAULT '';
ALTER TABLE mailbox ADD COLUMN locale TEXT NOT NULL DEFAULT 'en';
ALTER TABLE mailbox ADD COLUMN reply_to TEXT;
