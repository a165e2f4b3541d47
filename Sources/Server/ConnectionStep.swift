import HTTP

/// What a piece of input has led to, and what the shell must bring the connection next.
enum ConnectionStep {
    /// Nothing more: ask ``Connection/next`` what is wanted.
    case more
    /// Ask the application about this head; answer with `accept` or `refuse`.
    case admit(RequestHead)
    /// Hand this request to the application; answer with `reply`, now or later.
    case respond(Request)
    /// Ask the application for the document of this refusal; answer with `reply`.
    case reject(Rejection)
}
