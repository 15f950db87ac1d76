package io.upvox.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.launcher.JavaModuleOptions;

/** A real Master and Workers, each a JVM of its own, on loopback; jobs are submitted to it as users submit them. */
final class StandaloneCluster implements AutoCloseable {
    private static final String LOGGING = """
            rootLogger.level = warn
            rootLogger.appenderRef.err.ref = err
            appender.err.type = Console
            appender.err.name = err
            appender.err.target = SYSTEM_ERR
            appender.err.layout.type = PatternLayout
            appender.err.layout.pattern = %p %c{1}: %m%n
            logger.master.name = org.apache.spark.deploy.master.Master
            logger.master.level = info
            logger.worker.name = org.apache.spark.deploy.worker.Worker
            logger.worker.level = info
            """;

    /** Two names of one machine: Spark puts a speculative copy of a task on another host than the original only. */
    private static final List<String> HOSTS = List.of("127.0.0.1", "localhost");

    private final Path home = Path.of(System.getenv("SPARK_HOME")).toAbsolutePath();
    private final Path dir;
    private final Path conf;
    private final List<Command> services = new ArrayList<>();
    private final String url;

    StandaloneCluster(Path dir, int workers, int cores, String memory) throws Exception {
        this.dir = dir;
        conf = Files.createDirectories(dir.resolve("conf"));
        Files.writeString(conf.resolve("log4j2.properties"), LOGGING);
        Command master = java(
                "master",
                List.of(
                        "org.apache.spark.deploy.master.Master",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        "0",
                        "--webui-port",
                        "0"));
        services.add(master);
        url = master.await("Starting Spark master at (spark://\\S+)").group(1);
        List<Command> started = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            String name = "worker" + i;
            started.add(java(
                    name,
                    List.of(
                            "org.apache.spark.deploy.worker.Worker",
                            "--host",
                            HOSTS.get(i % HOSTS.size()),
                            "--port",
                            "0",
                            "--webui-port",
                            "0",
                            "--cores",
                            "" + cores,
                            "--memory",
                            memory,
                            "--work-dir",
                            dir.resolve(name + "-work").toString(),
                            url)));
        }
        services.addAll(started);
        for (Command worker : started) {
            worker.await("Successfully registered with master");
        }
    }

    String url() {
        return url;
    }

    /** Submits the application jar. */
    Command submit(String name, List<String> sparkConf, List<String> args) throws IOException {
        List<String> words = new ArrayList<>(List.of("org.apache.spark.deploy.SparkSubmit", "--master", url));
        for (String c : sparkConf) {
            words.addAll(List.of("--conf", c));
        }
        for (String c : List.of(
                "spark.ui.enabled=false", "spark.driver.host=127.0.0.1", "spark.driver.bindAddress=127.0.0.1")) {
            words.addAll(List.of("--conf", c));
        }
        words.addAll(List.of("--class", "io.upvox.cli.Main", System.getProperty("upvox.jar")));
        words.addAll(args);
        return java(name, words);
    }

    /** Executors of a worker: its child processes. */
    List<ProcessHandle> executors(int worker) {
        return services.get(1 + worker).process().children().toList();
    }

    private Command java(String name, List<String> words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1", // they live for seconds
                "-cp",
                conf + ":" + home.resolve("jars") + "/*"));
        command.addAll(List.of(JavaModuleOptions.defaultModuleOptions().trim().split(" +")));
        command.addAll(words);
        Map<String, String> environment = Map.of(
                "SPARK_HOME",
                home.toString(),
                "SPARK_SCALA_VERSION",
                "2.13",
                "SPARK_LOCAL_IP",
                "127.0.0.1",
                "SPARK_CONF_DIR",
                conf.toString());
        return Command.start(dir, name, environment, command);
    }

    @Override
    public void close() {
        for (int i = services.size() - 1; i >= 0; i--) {
            services.get(i).close();
        }
    }
}
