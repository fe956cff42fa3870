package cloud.somersault.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The Kubernetes manifests, against the schema that the official Java client was generated from:
 * unknown fields, missing ones and wrong types are found. Whether a cluster runs them is another
 * matter.
 */
class ManifestsTest {
    private interface Schema {
        void check(JsonElement document) throws IOException;
    }

    private static final Map<String, Schema> SCHEMAS =
            Map.of(
                    "v1/Service", V1Service::validateJsonElement,
                    "policy/v1/PodDisruptionBudget", V1PodDisruptionBudget::validateJsonElement,
                    "batch/v1/Job", V1Job::validateJsonElement,
                    "apps/v1/StatefulSet", V1StatefulSet::validateJsonElement);

    @Test
    void every_manifest_has_the_form_that_its_kind_demands() throws IOException {
        var manifests = manifests();
        assertThat(manifests)
                .extracting(ManifestsTest::kind)
                .containsOnlyOnce("apps/v1/StatefulSet");
        for (var manifest : manifests) {
            assertThat(SCHEMAS).containsKey(kind(manifest));
            assertThatCode(() -> SCHEMAS.get(kind(manifest)).check(manifest))
                    .as(kind(manifest))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void the_schema_finds_a_field_that_is_misspelt() throws IOException {
        var set = set().deepCopy();
        var spec = set.getAsJsonObject("spec");
        spec.add("replicaz", spec.remove("replicas"));

        assertThatThrownBy(() -> V1StatefulSet.validateJsonElement(set))
                .hasMessageContaining("replicaz");
    }

    @Test
    void the_nodes_find_each_other_by_the_names_that_the_set_gives_them() throws IOException {
        var spec = set().getAsJsonObject("spec");
        var service = spec.get("serviceName").getAsString();
        var container =
                spec.getAsJsonObject("template")
                        .getAsJsonObject("spec")
                        .getAsJsonArray("containers")
                        .get(0)
                        .getAsJsonObject();
        var words = new ArrayList<String>();
        container.getAsJsonArray("args").forEach(word -> words.add(word.getAsString()));
        var nodes = new ArrayList<String>();
        for (int pod = 0; pod < spec.get("replicas").getAsInt(); pod++) {
            nodes.add("somersault-%d.%s:25520".formatted(pod, service));
        }

        assertThat(words)
                .contains("--join=" + String.join(",", nodes))
                .contains("--cluster-host=$(POD_NAME)." + service)
                .contains("--cluster-port=25520");
        assertThat(manifests())
                .filteredOn(one -> kind(one).equals("v1/Service"))
                .extracting(one -> one.getAsJsonObject("metadata").get("name").getAsString())
                .contains(service);
    }

    private static JsonObject set() throws IOException {
        return manifests().stream()
                .filter(one -> kind(one).equals("apps/v1/StatefulSet"))
                .findFirst()
                .orElseThrow();
    }

    private static String kind(JsonObject manifest) {
        return manifest.get("apiVersion").getAsString() + "/" + manifest.get("kind").getAsString();
    }

    private static List<JsonObject> manifests() throws IOException {
        var file =
                Path.of(
                        System.getProperty("somersault.root", ".."),
                        "deploy/kubernetes/somersault.yaml");
        var manifests = new ArrayList<JsonObject>();
        var gson = new Gson();
        for (var document :
                new Yaml(new SafeConstructor(new LoaderOptions()))
                        .loadAll(Files.readString(file))) {
            manifests.add(gson.toJsonTree(document).getAsJsonObject());
        }
        return manifests;
    }
}
