package language

import "testing"

// The texts are invented for this test.
func TestOf(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"English", "Two people were killed when a drone hit the dock, officials said on Monday.", "en"},
		{"capitals", "TWO PEOPLE WERE KILLED WHEN A DRONE HIT THE DOCK, OFFICIALS SAID ON MONDAY.", "en"},
		{"headline", "Blast in Maracaibo", "en"},
		{"headline without function words", "Ursula von der Leyen visits Kyiv", "en"},
		{"one word", "Lamento", "en"},
		{"Afghan names", "Mahmoud al-Rufay'i, Abdul Wajeed Sadat and Zabihullah Mujahid met Hibatullah Akhundzada in Doha on Monday.", "en"},
		{"Spanish names", "The Fuerza Armada Nacional Bolivariana, the Servicio Bolivariano de Inteligencia Nacional and the Comisión de la Verdad de la Asamblea Nacional said that Juan de la Cruz del Río had been freed.", "en"},
		{"Dutch and German names", "Jan van der Berg of De Telegraaf and Anna von der Heide of Die Zeit were held in Den Haag for an hour, Het Parool said.", "en"},
		{"Indonesian names", "The Komite Nasional Papua Barat and the Badan Nasional Penanggulangan Bencana said that Puncak Jaya was quiet on Monday.", "en"},
		{"a Spanish quotation", "“No vamos a dejar que nos quiten la tierra de los abuelos,” she said. The farmers have held the bridge at Los Robles for nine days, and the police have not been seen there since Monday.", "en"},
		{"list of names", "Hassan Abdi, Mohamed Nur, Fadumo Ali, Yusuf Darar, Amina Robleh, Omar Guedi, Idris Waberi, Kadra Waiss, Salma Farah, Ahmed Ali, Ismail Omar", "en"},
		{"Spanish", "Dos personas murieron cuando un dron alcanzó el muelle, dijeron el lunes las autoridades del puerto.", "es"},
		{"Spanish in capitals", "DOS PERSONAS MURIERON CUANDO UN DRON ALCANZO EL MUELLE, DIJERON EL LUNES LAS AUTORIDADES DEL PUERTO.", "es"},
		{"short Spanish", "El dron cayó en el muelle de los pescadores", "es"},
		{"French", "Deux personnes ont été tuées lorsque le drone a touché le quai, selon les autorités du port.", "fr"},
		{"short French", "Un drone tombe sur le port de la capitale", "fr"},
		{"German", "Zwei Menschen wurden getötet, als eine Drohne das Dock traf, sagte ein Sprecher der Behörden am Montag.", "de"},
		{"short German", "Die Drohne traf das Dock und einen Kran", "de"},
		{"Portuguese", "Duas pessoas morreram quando um drone atingiu o cais, disseram as autoridades do porto na segunda-feira.", "pt"},
		{"Italian", "Due persone sono morte quando un drone ha colpito il molo, hanno detto lunedì le autorità del porto.", "it"},
		{"Turkish", "Liman yetkilileri pazartesi günü yaptığı açıklamada bir insansız hava aracının iskeleye çarpması sonucu iki kişinin öldüğünü ve üç kişinin de yaralandığını söyledi.", "tr"},
		{"Indonesian", "Dua orang tewas ketika sebuah pesawat nirawak menghantam dermaga itu pada hari Senin, kata pejabat pelabuhan yang tidak mau disebut namanya.", "id"},
		{"Russian", "Двое человек погибли, когда беспилотник ударил по причалу, сообщили в понедельник власти порта. Это был второй удар за неделю.", "ru"},
		{"Ukrainian", "Двоє людей загинули, коли безпілотник вдарив по причалу, повідомила в понеділок влада порту.", "uk"},
		{"Bulgarian", "Двама души загинаха, когато дрон удари кея, съобщиха в понеделник властите на пристанището.", "bg"},
		{"Serbian", "Двоје људи је погинуло када је дрон погодио док, саопштиле су власти луке у понедељак.", "sr"},
		{"a language in Cyrillic", "Дрон причал порт", "und"},
		{"Arabic", "قتل شخصان عندما أصابت طائرة مسيرة الرصيف، بحسب ما أعلنته سلطات الميناء يوم الاثنين.", "ar"},
		{"Persian", "دو نفر در پی برخورد یک پهپاد با اسکله کشته شدند و چند نفر دیگر زخمی شدند.", "fa"},
		{"Urdu", "بندرگاہ کے حکام نے پیر کو بتایا کہ ڈرون کے حملے میں دو افراد ہلاک ہوئے ہیں۔", "ur"},
		{"Chinese", "港口当局周一表示，一架无人机击中码头，造成两人死亡。", "zh"},
		{"Japanese", "昨日、港で爆発があり、二人が死亡した。当局は月曜日に述べた。", "ja"},
		{"Korean", "월요일 항구 당국은 드론이 부두를 공격해 두 명이 숨졌다고 밝혔다.", "ko"},
		{"Hebrew", "שני בני אדם נהרגו כשרחפן פגע ברציף, אמרו רשויות הנמל.", "he"},
		{"Greek", "Δύο άνθρωποι σκοτώθηκαν όταν ένα drone χτύπησε την αποβάθρα.", "el"},
		{"results", "Harbour Town v Lakeside, Northgate v Old Mill, Redhill v Saint Anne, Stonebridge v Tarn Vale", "en"},
		{"Czech", "Dva lidé zahynuli, když dron zasáhl molo, uvedly v pondělí úřady přístavu, které se k útoku nevyjádřily a že to není jisté.", "cs"},
		{"digits", "12 14 15", "en"},
	} {
		if got := Of(c.text); got.Code != c.want {
			t.Errorf("%s: Of = %v, want %s", c.name, got, c.want)
		}
	}
}

func FuzzOf(f *testing.F) {
	f.Add("Two people were killed.")
	f.Add("Двое людей \xff")
	f.Fuzz(func(t *testing.T, text string) {
		if g := Of(text); g.Code == "" || g.Name == "" {
			t.Errorf("Of = %+v", g)
		}
	})
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
