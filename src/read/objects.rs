//! Cutting JSON into its outermost objects, as it comes in.
//!
//! Only braces and strings are looked at: whether an object is sound is found out when it is read.

/// An object cut out of JSON.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Object {
    /// The line that it begins on, from 1.
    pub(super) line: usize,
    /// All of it; none where it is too long.
    pub(super) bytes: Option<Vec<u8>>,
}

/// Cuts objects out of bytes that come piece by piece.
#[derive(Debug)]
pub(super) struct Cutter {
    /// Most bytes of an object.
    limit: usize,
    line: usize,
    /// Braces that are open.
    depth: usize,
    is_in_string: bool,
    is_escaped: bool,
    /// The object that has begun.
    begun: Option<Object>,
    /// Whether the objects are those of one list, and whether that has ended.
    list: Option<bool>,
}

impl Cutter {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            limit,
            line: 1,
            depth: 0,
            is_in_string: false,
            is_escaped: false,
            begun: None,
            list: None,
        }
    }

    /// Passes over what stands before a list; there is nothing behind its end.
    pub(super) fn pass_over(&mut self, bytes: &[u8]) {
        self.line += memchr::memchr_iter(b'\n', bytes).count();
        self.list = Some(false);
    }

    /// Says whether the list has ended.
    pub(super) fn is_over(&self) -> bool {
        self.list == Some(true)
    }

    /// Reads on until an object ends; returns how many bytes it took, and the object.
    pub(super) fn read(&mut self, bytes: &[u8]) -> (usize, Option<Object>) {
        let mut start = 0;
        for (at, byte) in bytes.iter().enumerate() {
            if self.begun.is_none() && *byte == b'{' {
                self.begun = Some(Object { line: self.line, bytes: Some(Vec::new()) });
                start = at;
            }
            self.line += usize::from(*byte == b'\n');
            if self.begun.is_none() && *byte == b']' && self.list.is_some() {
                self.list = Some(true);
                return (at + 1, None);
            }
            if self.begun.is_some() && self.ends(*byte) {
                self.keep(&bytes[start..=at]);
                return (at + 1, self.finish());
            }
        }
        self.keep(&bytes[start..]);
        (bytes.len(), None)
    }

    /// Returns the object that has begun, whole or not.
    pub(super) fn finish(&mut self) -> Option<Object> {
        (self.depth, self.is_in_string, self.is_escaped) = (0, false, false);
        self.begun.take()
    }

    /// Says whether the object that has begun ends with this byte.
    fn ends(&mut self, byte: u8) -> bool {
        if self.is_in_string {
            let is_mark = byte == b'"' && !self.is_escaped;
            self.is_escaped = byte == b'\\' && !self.is_escaped;
            self.is_in_string = !is_mark;
            // No string goes on over a line: this one is broken, and the next object is not.
            return byte == b'\n';
        }
        match byte {
            b'"' => self.is_in_string = true,
            b'{' => self.depth += 1,
            b'}' => {
                self.depth -= 1;
                return self.depth == 0;
            }
            _ => {}
        }
        false
    }

    fn keep(&mut self, bytes: &[u8]) {
        let Some(Object { bytes: kept, .. }) = &mut self.begun else { return };
        match kept {
            Some(all) if all.len() + bytes.len() <= self.limit => all.extend_from_slice(bytes),
            _ => *kept = None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn objects(json: &str, limit: usize, piece: usize) -> Vec<(usize, Option<String>)> {
        let mut cutter = Cutter::new(limit);
        let mut found = Vec::new();
        for mut bytes in json.as_bytes().chunks(piece) {
            while !bytes.is_empty() {
                let (read, object) = cutter.read(bytes);
                bytes = &bytes[read..];
                found.extend(object);
            }
        }
        found.extend(cutter.finish());
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        found.into_iter().map(|object| (object.line, object.bytes.map(text))).collect()
    }

    #[test]
    fn objects_are_cut_wherever_the_pieces_end() {
        type Cut<'a> = (usize, Option<&'a str>);
        let rows: [(&str, &[Cut<'_>]); 6] = [
            ("[{\"a\": 1},\n {\"b\": {}}]", &[(1, Some("{\"a\": 1}")), (2, Some("{\"b\": {}}"))]),
            (
                "{\n\"a\": \"}\\\"{\"\n}\n{}",
                &[(1, Some("{\n\"a\": \"}\\\"{\"\n}")), (4, Some("{}"))],
            ),
            (
                "[{\"a\": \"cut\n{\"b\": 1}]",
                &[(1, Some("{\"a\": \"cut\n")), (2, Some("{\"b\": 1}"))],
            ),
            ("{\"a\": 1", &[(1, Some("{\"a\": 1"))]),
            ("[{\"a\": \"far too long\"}, {}]", &[(1, None), (1, Some("{}"))]),
            ("[1, 2]", &[]),
        ];
        for (json, expected) in rows {
            for piece in [1, 3, 100] {
                let found = objects(json, 20, piece);
                let found: Vec<_> = found.iter().map(|(line, b)| (*line, b.as_deref())).collect();
                assert_eq!(found, expected, "{json}");
            }
        }
    }
}
