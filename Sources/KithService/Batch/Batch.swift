internal import JSON

/// Several changes as one request: all are done, in their order, or none.
enum Batch {
    /// How many operations a batch has at most: so many hold the one writer in a row.
    static let operationCountMax = 100
    /// The methods that change something.
    static let methods = ["POST", "PATCH", "PUT", "DELETE"]
    /// For how long they hold it at most, in milliseconds.
    static let heldMillisecondsMax = 2000
    /// How large the bodies of all answers may be together, in bytes.
    static let answerBytesMax = 4 << 20

    static let method = Field("method", .format(.changingMethod), "What is done: POST, PATCH, PUT or DELETE.")
        .required()
    static let path = Field(
        "path", .line, "On what, as in a request by itself; $0.id stands for the id of what operation 0 made."
    ).required()
    static let ifMatch = Field(
        "if_match", .line, "If-Match of a request by itself; $0.etag stands for the ETag that operation 0 answered.")
    static let body = Field(
        "body", .anyObject,
        "The body of a request by itself; $0.id, as a whole text, stands for the id of what operation 0 made. "
            + "A text that begins with $ has another $ before it.")
    static let operations = Field(
        "operations", .list(.object(method, path, ifMatch, body), max: operationCountMax),
        "What is to be done, in this order: all of it, or nothing."
    ).required()

    /// What a batch says.
    static let request = RecordSchema(
        name: "Batch", summary: "Changes that are made together: all, or none.", members: [operations.spec])

    private static let results = Field(
        "results",
        .list(
            .object(
                Field("status", .integer(200...299), "The status of the operation.").required(),
                Field("location", .line, "Location: where what was made can be found."),
                Field("etag", .line, "ETag of what was made or changed, as it was behind the operation."),
                Field("body", .anyObject, "The body, where there is one.")), max: operationCountMax),
        "What each operation would have been answered by itself, in their order."
    ).required()

    /// What a batch is answered.
    static let answer = RecordSchema(
        name: "BatchResult", summary: "What became of each operation.", members: [results.spec])
}

extension TextFormat {
    /// A method that changes something.
    fileprivate static let changingMethod = TextFormat(
        name: "method", codes: { Batch.methods }, example: "POST"
    ) { text in
        if Batch.methods.contains(text) { return .success(text) }
        let detail = "A batch changes things: POST, PATCH, PUT or DELETE. What reads is asked for by itself."
        return .failure(Malformed(detail: detail, code: .notInBatch))
    }
}
