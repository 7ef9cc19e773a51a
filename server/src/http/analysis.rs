//! Proposed boundaries and findings, computed on what is stored.

use advise::{Finding, Severity};
use axum::Json;
use axum::extract::{RawQuery, State};
use board::Skipped;
use decompose::{Decomposition, Options};
use model::{Id, Stage};

use super::query::{Parameters, bad, number, parameters, unknown};
use super::{Access, Error, Shared, document};

/// `GET /boards/{board}/decomposition?seed=N&contexts=N&respectContexts=true`
pub async fn decomposition(
    State(shared): State<Shared>,
    access: Access,
    RawQuery(query): RawQuery,
) -> Result<Json<Decomposition>, Error> {
    let access = access.open()?;
    let options = options(&parameters(query))?;
    let snapshot = document::snapshot(&shared, &access.board).await?;
    let proposed = shared
        .work
        .run(move || decompose::propose(&snapshot, &options));
    Ok(Json(proposed.await?))
}

/// `GET /boards/{board}/findings?stage=design`
pub async fn findings(
    State(shared): State<Shared>,
    access: Access,
    RawQuery(query): RawQuery,
) -> Result<Json<advise::Report>, Error> {
    let access = access.open()?;
    let stage = stage(&parameters(query))?;
    let board = document::load(&shared, &access.board).await?;
    let report = shared.work.run(move || {
        let snapshot = board.snapshot();
        let mut report = match stage {
            Some(stage) => advise::check_at(&snapshot, stage),
            None => advise::check(&snapshot),
        };
        report.findings.extend(board.skipped().iter().map(left_out));
        report
            .findings
            .sort_by(|a, b| (a.severity, &a.rule).cmp(&(b.severity, &b.rule)));
        report
    });
    Ok(Json(report.await?))
}

/// Content of the document that no board can hold; only who has the document can tell.
fn left_out(skipped: &Skipped) -> Finding {
    let mut place = skipped.place.split('/').skip(1);
    let note = match (place.next(), place.next()) {
        (Some("notes"), Some(key)) => Id::new(key).ok(),
        _ => None,
    };
    Finding {
        rule: "F-DOC-SKIPPED".into(),
        severity: Severity::Hint,
        subjects: note.into_iter().collect(),
        message: format!("{}: {}.", skipped.place, skipped.why),
        advice: "Let the program that wrote it follow docs/document.md; until then the document keeps it, and nobody sees it.".into(),
    }
}

fn options(parameters: &Parameters) -> Result<Options, Error> {
    let mut options = Options::default();
    for (name, value) in parameters {
        match name.as_str() {
            "seed" => options.seed = number(name, value)?,
            "contexts" => {
                let contexts: usize = number(name, value)?;
                if contexts == 0 {
                    return Err(bad(name, "ask for one context at least"));
                }
                options.contexts = Some(contexts);
            }
            "respectContexts" => {
                options.respect_contexts = match value.as_str() {
                    "true" => true,
                    "false" => false,
                    _ => return Err(bad(name, "say true or false")),
                }
            }
            _ => return Err(unknown(name, "seed, contexts and respectContexts")),
        }
    }
    Ok(options)
}

fn stage(parameters: &Parameters) -> Result<Option<Stage>, Error> {
    let mut stage = None;
    for (name, value) in parameters {
        if name != "stage" {
            return Err(unknown(name, "stage"));
        }
        let named = serde_json::from_value(value.as_str().into());
        stage = Some(named.map_err(|_| {
            bad(
                name,
                "say big-picture, process, design, boundaries or review",
            )
        })?);
    }
    Ok(stage)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_query_becomes_options() {
        let read = |query: &str| options(&parameters(Some(query.to_owned())));
        let given = read("access=T&seed=7&contexts=3&respectContexts=true").unwrap();
        assert_eq!(
            (given.seed, given.contexts, given.respect_contexts),
            (7, Some(3), true)
        );
        assert_eq!(read("").unwrap(), Options::default());
        for bad in [
            "seed=x",
            "seed=-1",
            "contexts=0",
            "respectContexts=1",
            "seeds=1",
        ] {
            assert!(matches!(read(bad), Err(Error::Query { .. })), "{bad}");
        }
    }

    #[test]
    fn what_is_left_out_is_named_with_its_place() {
        let skipped = |place: &str| Skipped {
            place: place.into(),
            why: "not a number".into(),
        };
        let finding = left_out(&skipped("/notes/n1/x"));
        assert_eq!(finding.message, "/notes/n1/x: not a number.");
        assert_eq!(finding.subjects, [Id::new("n1").unwrap()]);
        for place in ["/meta/title", "/notes/no id", "/links/l1"] {
            assert!(left_out(&skipped(place)).subjects.is_empty(), "{place}");
        }
    }

    #[test]
    fn the_query_names_a_stage() {
        let read = |query: &str| stage(&parameters(Some(query.to_owned())));
        assert_eq!(read("stage=big-picture").unwrap(), Some(Stage::BigPicture));
        assert_eq!(read("stage=review").unwrap(), Some(Stage::Review));
        assert_eq!(read("access=T").unwrap(), None);
        assert!(read("stage=late").is_err());
        assert!(read("at=design").is_err());
    }
}
