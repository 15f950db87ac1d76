package io.upvox.spark;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What a verification found.
 *
 * @param output the output directory
 * @param samples samples that the manifest lists
 * @param rows rows whose values were compared
 * @param files files that were read
 * @param outputBytes bytes of the compared values as float32
 * @param fileBytes bytes of the files
 * @param first messages of the first problems
 * @param problems number of problems
 * @param seconds how long it took
 */
public record VerifyReport(
        String output,
        long samples,
        long rows,
        int files,
        long outputBytes,
        long fileBytes,
        List<String> first,
        long problems,
        double seconds) {

    /** One line of JSON. */
    public String summary() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("upvox", Version.TEXT);
        json.put("output", output);
        json.put("samples", samples);
        json.put("rows", rows);
        json.put("files", files);
        json.put("outputBytes", outputBytes);
        json.put("fileBytes", fileBytes);
        json.put("problems", problems);
        json.put("seconds", Math.round(seconds * 1000) / 1000.0);
        return json.toString();
    }
}
