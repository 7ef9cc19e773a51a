//! The style sheet: `style/tokens.css`, then every other file of `style/` by name, made small.

use std::path::{Path, PathBuf};

use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions, StyleSheet};
use lightningcss::targets::{Browsers, Targets};

use crate::error::{Error, read};

/// Reads the sheets of `folder`; `asset("inter.woff2")` names the served file for `url("asset:inter.woff2")`.
pub fn build(folder: &Path, asset: impl Fn(&str) -> Option<String>) -> Result<String, Error> {
    let mut css = String::new();
    for path in sheets(folder)? {
        let source = String::from_utf8_lossy(&read(&path)?).into_owned();
        css.push_str(&small(&path, &resolve(&source, &asset))?);
        css.push('\n');
    }
    Ok(css)
}

fn sheets(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let entries = std::fs::read_dir(folder).map_err(|source| Error::Read {
        path: folder.into(),
        source,
    })?;
    let mut paths: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|e| e == "css"))
        .collect();
    paths.sort_by_key(|path| (!path.ends_with("tokens.css"), path.clone()));
    Ok(paths)
}

fn resolve(css: &str, asset: &impl Fn(&str) -> Option<String>) -> String {
    let mut parts = css.split("asset:");
    let mut resolved = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(['"', '\'', ')']).unwrap_or(part.len());
        let (name, rest) = part.split_at(end);
        resolved.push_str(&asset(name).unwrap_or_else(|| format!("asset:{name}")));
        resolved.push_str(rest);
    }
    resolved
}

fn small(path: &Path, css: &str) -> Result<String, Error> {
    let fail = |message: String| Error::Styles {
        path: path.into(),
        message,
    };
    let mut sheet =
        StyleSheet::parse(css, ParserOptions::default()).map_err(|e| fail(e.to_string()))?;
    sheet
        .minify(MinifyOptions::default())
        .map_err(|e| fail(e.to_string()))?;
    // Two years of browsers: nesting stays as written.
    let version = |major: u32| Some(major << 16);
    let targets = Targets::from(Browsers {
        chrome: version(123),
        firefox: version(125),
        safari: version(17),
        ..Browsers::default()
    });
    let printed = sheet
        .to_css(PrinterOptions {
            minify: true,
            targets,
            ..PrinterOptions::default()
        })
        .map_err(|e| fail(e.to_string()))?;
    Ok(printed.code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn assets_are_resolved_and_unknown_ones_kept() {
        let css = r#"a{src:url("asset:inter.woff2")} b{src:url(asset:other)}"#;
        let named = resolve(css, &|name| {
            (name == "inter.woff2").then(|| "/assets/x.woff2".into())
        });
        assert_eq!(
            named,
            r#"a{src:url("/assets/x.woff2")} b{src:url(asset:other)}"#
        );
    }

    #[test]
    fn an_error_names_the_file() {
        let error = small(Path::new("style/bad.css"), "a { color: ").map(|_| ());
        let broken = small(Path::new("style/bad.css"), "@media {{{");
        let message = broken.or(error.map(|()| String::new()));
        if let Err(error) = message {
            assert!(error.to_string().starts_with("style/bad.css"));
        }
    }
}
