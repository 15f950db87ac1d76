package io.upvox.cluster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** An S3 endpoint on loopback over a folder: s3proxy, in a process of its own since it brings other versions of what we use. */
final class S3Server implements AutoCloseable {
    private static final String LOGGING = """
            <configuration>
              <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
                <encoder><pattern>%level %msg%n</pattern></encoder>
              </appender>
              <root level="info"><appender-ref ref="out"/></root>
            </configuration>
            """;

    private static final Pattern KEY = Pattern.compile("<Key>([^<]*)</Key>");

    private final Path data;
    private final Command process;
    private final String endpoint;

    /** @param bucket the only one that there is */
    S3Server(Path dir, String bucket) throws IOException, InterruptedException {
        data = dir.resolve("s3");
        Files.createDirectories(data.resolve(bucket));
        Path logging = Files.writeString(dir.resolve("logback.xml"), LOGGING);
        Path properties = Files.write(
                dir.resolve("s3proxy.properties"),
                List.of(
                        "s3proxy.endpoint=http://127.0.0.1:0",
                        "s3proxy.authorization=none",
                        "jclouds.provider=filesystem-nio2",
                        "jclouds.filesystem.basedir=" + data));
        process = Command.start(
                dir,
                "s3proxy",
                Map.of(),
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-Dlogback.configurationFile=" + logging,
                        "-cp",
                        Files.readString(Path.of(System.getProperty("upvox.s3proxy.classpath"))),
                        "org.gaul.s3proxy.Main",
                        "--properties",
                        properties.toString()));
        endpoint = "http://127.0.0.1:" + port();
    }

    private String port() throws IOException, InterruptedException {
        boolean started = false;
        try {
            String port =
                    process.await("Started .*\\{127\\.0\\.0\\.1:(\\d+)\\}").group(1);
            started = true;
            return port;
        } finally {
            if (!started) {
                process.close();
            }
        }
    }

    String endpoint() {
        return endpoint;
    }

    /** The file that holds an object. */
    Path file(String bucket, String key) {
        return data.resolve(bucket).resolve(key);
    }

    /**
     * The keys of all objects that begin with a prefix, sorted. Unlike a listing by directory they hold what is stored, markers of
     * directories included, and no directory that is merely there on the server's disk.
     */
    List<String> keys(String bucket, String prefix) throws IOException, InterruptedException {
        URI list = URI.create(endpoint + "/" + bucket + "?list-type=2&prefix=" + prefix);
        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(HttpRequest.newBuilder(list).build(), BodyHandlers.ofString());
        if (answer.statusCode() != 200 || answer.body().contains("<IsTruncated>true")) {
            throw new IOException("no whole listing: " + answer.statusCode() + " " + answer.body());
        }
        return KEY.matcher(answer.body())
                .results()
                .map(m -> m.group(1))
                .sorted()
                .toList();
    }

    @Override
    public void close() {
        process.close();
    }
}
