//! The samples that are built into the program, so that `demo` works anywhere.

/// The manifest of the samples.
pub(super) const MANIFEST: (&str, &str) =
    ("manifest.csv", include_str!("../../samples/manifest.csv"));

/// File name and content of each sample, in the order of the manifest.
pub(super) const ARTICLES: &[(&str, &str)] = &[
    ("capital-dispatch.txt", include_str!("../../samples/capital-dispatch.txt")),
    ("echo24.txt", include_str!("../../samples/echo24.txt")),
    ("valley-sentinel-1.txt", include_str!("../../samples/valley-sentinel-1.txt")),
    ("valley-sentinel-2.txt", include_str!("../../samples/valley-sentinel-2.txt")),
    ("lakeshore-post.txt", include_str!("../../samples/lakeshore-post.txt")),
    ("northern-ledger.txt", include_str!("../../samples/northern-ledger.txt")),
    ("transcript.txt", include_str!("../../samples/transcript.txt")),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manifest_lists_every_sample() {
        let listed: Vec<&str> =
            MANIFEST.1.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
        let built_in: Vec<&str> = ARTICLES.iter().map(|(name, _)| *name).collect();
        assert_eq!(listed, built_in);
    }
}
