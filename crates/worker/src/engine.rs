//! Answers to the page's questions. Pure: the same request gives the same answer; what goes wrong is an answer too.

mod contracts;

use decompose::sizing::sizes;
use model::context_map::context_map;
use model::reading::read;
use model::{BoardSnapshot, Stage};

use crate::message::{Answer, Ask, Check, Criterion, MapEdge, Request, Response, Services};

#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("the board cannot be read: {0}")]
    Board(#[from] model::file::FileError),
    #[error("there is no format {0}")]
    Format(String),
    #[error(transparent)]
    Export(#[from] export::ExportError),
    #[error("the archive cannot be written: {0}")]
    Archive(#[from] zip::result::ZipError),
    #[error(
        "This part of the analysis did not load. Your board is safe. Check the connection and try again."
    )]
    NotLoaded(#[from] wasm_split_helpers::SplitLoaderError),
}

/// Answers a [`Request`] with a [`Response`], both as JSON. A request that cannot be read is answered under its own id
/// where it has one, else under 0.
pub async fn handle(request: &str) -> String {
    let response = match serde_json::from_str::<Request>(request) {
        Ok(Request { id, ask }) => Response {
            id,
            answer: answer(ask)
                .await
                .unwrap_or_else(|failure| failed(failure.to_string())),
        },
        Err(error) => Response {
            id: id_of(request),
            answer: failed(format!("the request cannot be read: {error}")),
        },
    };
    serde_json::to_string(&response).unwrap_or_else(|error| {
        let message = serde_json::Value::from(format!("the answer cannot be written: {error}"));
        format!(
            r#"{{"id":{},"answer":{{"is":"failed","message":{message}}}}}"#,
            response.id
        )
    })
}

fn failed(message: String) -> Answer {
    Answer::Failed { message }
}

fn id_of(request: &str) -> u64 {
    serde_json::from_str::<serde_json::Value>(request)
        .ok()
        .and_then(|v| v.get("id")?.as_u64())
        .unwrap_or_default()
}

async fn answer(ask: Ask) -> Result<Answer, Failure> {
    Ok(match ask {
        Ask::Decompose { board, options } => Answer::Decomposition {
            decomposition: decompose::propose(&open(&board)?, &options),
        },
        Ask::Check { board, stage } => Answer::Check(Box::new(check(&open(&board)?, stage))),
        Ask::Judge { board } => Answer::Judgement {
            judgement: Box::new(decompose::judge::judge(&open(&board)?)),
        },
        Ask::Weigh {
            board,
            contexts,
            options,
            otherwise,
        } => Answer::Weighed {
            alternative: Box::new(decompose::weigh(
                &open(&board)?,
                &contexts,
                &options,
                &otherwise,
            )),
        },
        Ask::Services { board } => Answer::Services(Box::new(services(&open(&board)?))),
        Ask::Criteria { board } => Answer::Criteria {
            criteria: criteria(&open(&board)?),
        },
        Ask::Capacity { assumptions } => Answer::Capacity {
            capacity: decompose::capacity::capacity(&assumptions),
        },
        Ask::Canvas { board, subject } => Answer::Canvas {
            canvas: contracts::canvas(board, subject).await?,
        },
        Ask::Formats => Answer::Formats {
            formats: contracts::formats().await?,
        },
        Ask::Export { board, format } => Answer::Files {
            files: contracts::export(board, format).await?,
        },
        Ask::ExportAll { board } => Answer::Files {
            files: vec![contracts::everything(board).await?],
        },
    })
}

fn open(board: &str) -> Result<BoardSnapshot, Failure> {
    Ok(model::file::read(board.as_bytes())?)
}

fn check(board: &BoardSnapshot, stage: Option<Stage>) -> Check {
    let reading = read(board);
    let map = context_map(board, &reading)
        .edges
        .into_iter()
        .map(|edge| MapEdge {
            crossings: edge.crossings.into_iter().map(|c| (c.from, c.to)).collect(),
            pattern: edge.pattern.map(|p| p.name().to_owned()),
            upstream: edge.upstream,
            downstream: edge.downstream,
        });
    let report = advise::check_at(board, stage.unwrap_or(board.stage()));
    let named = report.findings.iter().map(|f| &f.rule);
    let named = named.chain(report.unknown.iter().map(|u| &u.rule));
    let about = |id: &String| Some((id.clone(), advise::rules::find(id)?.about().to_owned()));
    Check {
        rules: named.filter_map(about).collect(),
        report,
        sizes: sizes(board, &reading),
        map: map.collect(),
    }
}

fn services(board: &BoardSnapshot) -> Services {
    let reading = read(board);
    let sizes = sizes(board, &reading);
    Services {
        split: advise::checklist::split(board),
        demand: decompose::demand::demand(board),
        ownership: decompose::ownership::ownership(board, &reading, &sizes),
    }
}

fn criteria(board: &BoardSnapshot) -> Vec<Criterion> {
    let weights = decompose::criteria::weights(board);
    let rows = decompose::criteria::CRITERIA.iter().zip(weights);
    rows.map(|(c, weight)| Criterion {
        id: c.id().into(),
        label: c.label().into(),
        about: c.about().into(),
        weight,
    })
    .collect()
}
