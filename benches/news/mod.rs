//! Made-up news: word salad of the size and the rhythm of articles, for speed alone.

/// A source of words, each run the same (xorshift: Marsaglia, "Xorshift RNGs", 2003).
pub(crate) struct Words(pub(crate) u64);

impl Words {
    /// Returns a number below `most`.
    pub(crate) fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % most
    }

    /// Returns a word: a few stand in every sentence, most in few texts.
    pub(crate) fn word(&mut self) -> String {
        const COMMON: [&str; 16] = [
            "the", "of", "and", "to", "a", "in", "that", "we", "not", "is", "for", "they", "will",
            "on", "it", "have",
        ];
        const PARTS: [&str; 24] = [
            "ba", "cor", "den", "fil", "gra", "hon", "jas", "kel", "lim", "mor", "nav", "pel",
            "quin", "ras", "sol", "tam", "ul", "ver", "wyn", "xan", "yor", "zel", "the", "or",
        ];
        if self.below(2) == 0 {
            return COMMON[self.below(16) as usize].to_owned();
        }
        // The product of two draws: low numbers come much more often, as in any language.
        let mut number = self.below(200) * self.below(200);
        let mut word = String::new();
        while number > 0 || word.is_empty() {
            word.push_str(PARTS[(number % 24) as usize]);
            number /= 24;
        }
        word
    }

    fn sentence(&mut self) -> String {
        let count = 6 + self.below(16);
        let mut words: Vec<String> = (0..count).map(|_| self.word()).collect();
        words[0][..1].make_ascii_uppercase();
        words.join(" ")
    }

    /// Returns an article and its quotes.
    pub(crate) fn article(&mut self) -> (String, Vec<String>) {
        let (mut text, mut quotes) = (String::new(), Vec::new());
        for _ in 0..6 {
            let quote = self.sentence();
            let (before, after) = (self.sentence(), self.sentence());
            text.push_str(&format!("{before}. “{quote},” Ann Lee said. {after}.\n\n"));
            quotes.push(quote);
        }
        (text, quotes)
    }

    /// Returns a record of JSON Lines with the next article, and its quotes.
    pub(crate) fn record(&mut self, number: usize) -> (String, Vec<String>) {
        let (text, quotes) = self.article();
        let outlet = format!("Outlet {}", number % 300);
        let url = format!("https://news.example/{number}");
        let record =
            serde_json::json!({ "id": number, "outlet": outlet, "url": url, "text": text });
        (format!("{record}\n"), quotes)
    }
}
