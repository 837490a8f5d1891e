package page_test

func htmlPage(body string) string {
	return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Road opens in June | Lakeport Post</title>
<meta property="og:site_name" content="Lakeport Post"></head><body><nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>Road opens in June</h1>` + body + `</article><footer>All rights reserved, Lakeport Post</footer></body></html>`
}
