package page

func (d *draft) readHTML(s string)        { d.readText(s) }
func (d *draft) readMHTML(b []byte) error { d.readText(string(b)); return nil }
func (d *draft) readMarkdown(s string)    { d.readText(s) }
