package cloud.somersault.http.site;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Asks every part of the server whether it is well; never fails, a silent part is not ready. */
@FunctionalInterface
public interface Readiness {
    CompletionStage<List<Check>> checks();
}
