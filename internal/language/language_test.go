package language

import "testing"

func TestOf(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Two people were killed when a drone hit the dock, officials said on Monday.", "en"},
		{"TWO PEOPLE WERE KILLED WHEN A DRONE HIT THE DOCK, OFFICIALS SAID ON MONDAY.", "en"},
		{"Blast in Maracaibo", "en"},
		{"Mahmoud al-Rufay'i, Abdul Wajeed Sadat and Zabihullah Mujahid met Hibatullah Akhundzada in Doha on Monday.", "en"},
		{"Dos personas murieron cuando un dron alcanzó el muelle, dijeron el lunes las autoridades del puerto.", "es"},
		{"Deux personnes ont été tuées lorsque le drone a touché le quai, selon les autorités du port.", "fr"},
		{"Zwei Menschen wurden getötet, als eine Drohne das Dock traf, sagte ein Sprecher der Behörden am Montag.", "de"},
		{"Двое человек погибли, когда дрон ударил по причалу, сообщили власти.", "und"},
		{"昨日、港で爆発があり、二人が死亡した。当局は月曜日に述べた。", "ja"},
		{"قتل شخصان عندما أصابت طائرة مسيرة الرصيف", "und"},
	} {
		if got := Of(c.text); got.Code != c.want {
			t.Errorf("Of(%.40q) = %v, want %s", c.text, got, c.want)
		}
	}
}

func BenchmarkOf(b *testing.B) {
	text := "Two people were killed when a drone hit the dock, officials said on Monday. "
	for range 5 {
		text += text
	}
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Of(text)
	}
}
