# An Airflow DAG that upsamples what is new every night. The job is safe to run again: a run that failed left nothing behind.
from datetime import datetime, timedelta

from airflow import DAG
from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator

with DAG("upvox", schedule="15 2 * * *", start_date=datetime(2026, 1, 1), catchup=False, max_active_runs=1):
    upsample = SparkSubmitOperator(
        task_id="upsample",
        application="/opt/upvox/target/upvox-0.1.0.jar",
        java_class="io.upvox.cli.Main",
        conf={"spark.task.cpus": "4", "spark.executor.cores": "8"},
        application_args=[
            "upsample", "--input", "s3a://bucket/volumes", "--output", "s3a://bucket/upsampled",
            "--weights", "s3a://bucket/model.safetensors", "--stride", "2", "--padding", "1", "--write-mode", "resume",
        ],
        retries=2,
        retry_delay=timedelta(minutes=10),
    )
    # Reads everything back; fails with one line for each sample that is not as the manifest says.
    verify = SparkSubmitOperator(
        task_id="verify",
        application="/opt/upvox/target/upvox-0.1.0.jar",
        java_class="io.upvox.cli.Main",
        application_args=["verify", "--output", "s3a://bucket/upsampled"],
    )
    upsample >> verify
