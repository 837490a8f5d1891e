package query

// The fields. date: is another spelling of on:.
const (
	fieldTag     = "tag"
	fieldSug     = "sug"
	fieldBy      = "by"
	fieldSource  = "source"
	fieldAgency  = "agency"
	fieldAuthor  = "author"
	fieldPlace   = "place"
	fieldLang    = "lang"
	fieldIs      = "is"
	fieldHas     = "has"
	fieldSince   = "since"
	fieldBefore  = "before"
	fieldOn      = "on"
	fieldFetched = "fetched"
	fieldTitle   = "title"
	fieldLead    = "lead"
	fieldText    = "text"
	fieldCaption = "caption"
	fieldNote    = "note"
	fieldURL     = "url"
	fieldWords   = "words"
	fieldMin     = "min"
	fieldStory   = "story"
	fieldID      = "id"
	fieldSaved   = "saved"
	fieldSort    = "sort"
	fieldLimit   = "limit"
)

// fieldNames holds every accepted name of a field.
var fieldNames = newTable([]spelled{
	{fieldTag, []string{"tag", "tags", "theme", "themes", "thème", "thèmes", "étiquette", "chủ đề", "nhãn"}},
	{fieldSug, []string{"sug", "suggestion", "suggestions", "suggested", "suggéré", "gợi ý"}},
	{fieldBy, []string{"by", "par", "bởi"}},
	{fieldSource, []string{"source", "sources", "feed", "feeds", "flux", "nguồn", "folder", "folders", "dossier", "dossiers", "thư mục"}},
	{fieldAgency, []string{"agency", "agence", "hãng", "hãng tin", "thông tấn"}},
	{fieldAuthor, []string{"author", "authors", "byline", "auteur", "auteurs", "tác giả"}},
	{fieldPlace, []string{"place", "lieu", "nơi", "địa điểm"}},
	{fieldLang, []string{"lang", "language", "langue", "ngôn ngữ", "tiếng"}},
	{fieldIs, []string{"is", "est", "là"}},
	{fieldHas, []string{"has", "with", "avec", "có", "kèm"}},
	{fieldSince, []string{"since", "after", "depuis", "dès", "après", "từ", "sau"}},
	{fieldBefore, []string{"before", "avant", "trước"}},
	{fieldOn, []string{"on", "date", "jour", "ngày"}},
	{fieldFetched, []string{"fetched", "arrived", "received", "reçu", "arrivé", "nhận được", "tải về"}},
	{fieldTitle, []string{"title", "intitle", "titre", "tiêu đề", "tựa"}},
	{fieldLead, []string{"lead", "standfirst", "chapô", "chapeau", "sa pô"}},
	{fieldText, []string{"text", "body", "texte", "corps", "văn bản", "nội dung"}},
	{fieldCaption, []string{"caption", "captions", "légende", "légendes", "chú thích"}},
	{fieldNote, []string{"note", "notes", "annotation", "annotations", "ghi chú"}},
	{fieldURL, []string{"url", "inurl", "address", "link", "adresse", "lien", "địa chỉ", "liên kết"}},
	{fieldWords, []string{"words", "length", "mots", "longueur", "số từ", "độ dài"}},
	{fieldMin, []string{"min", "minutes", "phút"}},
	{fieldStory, []string{"story", "histoire", "affaire", "sự kiện", "vụ việc"}},
	{fieldID, []string{"id"}},
	{fieldSaved, []string{"saved", "query", "requête", "enregistrée", "truy vấn", "đã lưu"}},
	{fieldSort, []string{"sort", "order", "tri", "ordre", "sắp xếp", "thứ tự"}},
	{fieldLimit, []string{"limit", "limite", "giới hạn"}},
})

// stateNames holds every accepted value of is:.
var stateNames = newTable([]spelled{
	{"unread", []string{"unread", "new", "non lu", "non lus", "nouveau", "chưa đọc", "mới"}},
	{"read", []string{"read", "seen", "lu", "lus", "đã đọc"}},
	{"starred", []string{"starred", "star", "favorite", "favourite", "favori", "favoris", "étoilé", "étoile", "gắn sao", "có sao", "đánh dấu"}},
	{"note", []string{"note", "noted", "notes", "annoté", "annotés", "avec note", "ghi chú", "có ghi chú"}},
	{"selected", []string{"selected", "selection", "sélectionné", "sélectionnés", "đã chọn", "được chọn"}},
	{"updated", []string{"updated", "changed", "mis à jour", "modifié", "modifiés", "đã cập nhật", "cập nhật", "đã sửa"}},
	{"fulltext", []string{"fulltext", "full", "texte intégral", "intégral", "texte complet", "toàn văn", "đầy đủ"}},
	{"untagged", []string{"untagged", "no tag", "sans thème", "sans étiquette", "non classé", "chưa gắn", "chưa phân loại", "không chủ đề"}},
	{"trashed", []string{"trashed", "trash", "deleted", "corbeille", "supprimé", "thùng rác", "đã xóa"}},
	{"hidden", []string{"hidden", "hide", "masqué", "masqués", "caché", "cachés", "ẩn", "bị ẩn", "đã ẩn"}},
	{"sample", []string{"sample", "samples", "example", "exemple", "exemples", "mẫu", "ví dụ"}},
})

// thingNames holds every accepted value of has:.
var thingNames = newTable([]spelled{
	{"note", []string{"note", "notes", "ghi chú"}},
	{"suggestion", []string{"suggestion", "suggestions", "sug", "gợi ý"}},
	{"story", []string{"story", "versions", "histoire", "affaire", "sự kiện", "vụ việc"}},
	{"links", []string{"links", "link", "lien", "liens", "liên kết"}},
	{"caption", []string{"caption", "captions", "légende", "légendes", "chú thích"}},
	{"highlight", []string{"highlight", "highlights", "surlignage", "surligné", "passage", "tô sáng", "đánh dấu"}},
})

// originNames holds every accepted value of by:.
var originNames = newTable([]spelled{
	{"user", []string{"user", "hand", "me", "main", "moi", "utilisateur", "tay", "tôi", "người dùng"}},
	{"rule", []string{"rule", "rules", "règle", "règles", "quy tắc"}},
	{"suggestion", []string{"suggestion", "suggestions", "gợi ý"}},
	{"import", []string{"import", "imported", "importé", "nhập"}},
	{"sync", []string{"sync", "synced", "synchro", "synchronisation", "đồng bộ"}},
})

// Fields returns the field names as completion offers them, in English.
func Fields() []string {
	return []string{fieldTag, fieldSug, fieldBy, fieldSource, fieldLang, fieldIs, fieldHas, fieldSince, fieldBefore, fieldOn, "date", fieldFetched,
		fieldTitle, fieldLead, fieldText, fieldCaption, fieldNote, fieldURL, fieldAgency, fieldAuthor, fieldPlace, fieldWords, fieldMin,
		fieldStory, fieldID, fieldSaved, fieldSort, fieldLimit}
}

// States returns the values of is:, in English.
func States() []string { return rowNames(stateNames) }

// Things returns the values of has:, in English.
func Things() []string { return rowNames(thingNames) }

// Origins returns the values of by:, in English.
func Origins() []string { return rowNames(originNames) }

func rowNames(t *table) []string {
	out := make([]string, len(t.rows))
	for i := range t.rows {
		out[i] = t.rows[i].name
	}
	return out
}

// choices returns the values of a field that has a list of them, else nil.
func choices(field string) *table {
	switch field {
	case fieldIs:
		return stateNames
	case fieldHas:
		return thingNames
	case fieldBy:
		return originNames
	case fieldSort:
		return sortNames
	}
	return nil
}

// Values returns what completion may offer for a field, by its English name,
// whatever the articles are: all values of is:, has:, by: and sort:, and the
// usual ones of dates and numbers. It is nil for the others.
func Values(field string) []string {
	if t := choices(field); t != nil {
		return rowNames(t)
	}
	switch field {
	case fieldSince, fieldBefore:
		return []string{"today", "yesterday", "week", "month", "year", "24h", "7d", "30d", "1y"}
	case fieldOn, fieldFetched:
		return []string{"today", "yesterday", "week", "month", "year", ">=7d", ">=30d"}
	case fieldWords:
		return []string{">300", ">800", "<300", "300..800"}
	case fieldMin:
		return []string{">2", ">5", "<2", "2..5"}
	case fieldLimit:
		return []string{"10", "20", "50", "100"}
	}
	return nil
}

// Field returns the English name of the field that name means in English,
// French or Vietnamese, "" when there is none. "date" is returned as "on".
func Field(name string) string { return fieldNames.value(name) }

// Spellings returns every accepted spelling of a field, or with a value of one
// of its values when it has a list of them (is, has, by, sort), English first.
// Spellings that differ in accents, blanks, dashes or case alone are one.
func Spellings(field, value string) []string {
	if value == "" {
		return fieldNames.spellings(field)
	}
	if t := choices(field); t != nil {
		return t.spellings(value)
	}
	return nil
}

// StateWords returns how many words is: accepts in all languages, without those
// that differ in accents, blanks or dashes alone.
func StateWords() int { return len(stateNames.all()) }
