<?xml version="1.0"?>
<CHANNEL HREF="https://push.test/" LASTMOD="2026-05-10T08:00">
<TITLE>Push news</TITLE><ABSTRACT>As it was done in 1997</ABSTRACT>
<ITEM HREF="https://push.test/one" LASTMOD="2026-05-09T08:00"><TITLE>One</TITLE><ABSTRACT>The first</ABSTRACT></ITEM>
<ITEM HREF="two"><TITLE>Two</TITLE></ITEM>
</CHANNEL>
