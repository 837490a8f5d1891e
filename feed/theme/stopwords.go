package theme

import "strings"

// stopWords say nothing about a subject: the commonest words of French, English
// and Vietnamese as learned terms spell them, singular and folded, Vietnamese
// ones with their marks.
var stopWords = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(stopWordList) {
		m[w] = true
		m[singular(w)] = true
	}
	return m
}()

func isStopWord(term string) bool { return stopWords[term] }

const stopWordList = `
a ainsi alors apres au aucun aussi autre aux avant avec avoir ayant bien ca car ce ceci cela celle celui cent ces cet cette
ceux chaque chez ci comme comment contre dans de dec deja depuis des deux dire dit dix doit doivent donc dont du durant elle
elles en encore enfin entre est et etaient etait etant etat ete etre eu eux fait faire faut fois font hier hors ici il ils
jour je la le les leur lors lorsque lui ma mais me mem meme mes mille mise mois moins mon ne ni non nos notamment notre nous
nouveau nouvelle on ont or ou par parmi pas pendant peu peut peuvent plus plusieur pour pourquoi premier premiere pres
puis quand que quel quelle qui quoi sa sans se selon sera seront ses si sien soit son sont sous sur ta tandis te tel telle
tes ton tou tous tout toute toutes tre tres trois trop tu un une uns va ver vers veut voir vont vos votre vous y
about above after again against all also although am among an and any are as at be became because been before being
below between both but by can could day did do does doing down during each even ever every few first for former from further had has
have having he her here hers him his how however if in including into is it its itself just last later least less like made
make many may might month more most much must my near never new next no nor not now of off often once one only or other our out
over own per put said same say says second see she should since so some still such take than that the their them then there these
they this those three through time to too two under until up upon us use used very via was we well were what when where
which while who whom whose why will with within without would year yet you your
anh ai ba bao bên bằng bị bởi các cái cần càng chỉ cho chưa chúng chị có còn cùng cũng của cứ đã đang đây để đến đều đi đó được dù
gì giữa hai hay hơn hết hoặc khi khác không là lại lên lúc luôn mà mà mỗi một mới nay này nào năm ngày người nếu như nhưng nhiều
những nơi ở ông phải qua quá ra rất rằng rồi sau sẽ sự tại tất theo thì thêm tháng thế tới trên trong trước từ từng và vào vẫn về
vì việc với vừa xong
`
