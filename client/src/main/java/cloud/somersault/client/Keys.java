package cloud.somersault.client;

import java.util.List;
import java.util.Optional;

/** The API keys of a server, for admins; open with {@link Cloud#keys}. */
public final class Keys {
    private static final String PATH = "/v1/keys";

    private final Wire wire;

    Keys(Wire wire) {
        this.wire = wire;
    }

    /** Makes one; its secret is in the answer, and never again anywhere. */
    public KeyView create(KeyWish wish) {
        return KeyView.from(Wire.orRefused(wire.post(PATH, wish.json(), Wire.ANSWER_WITHIN)));
    }

    /** All, those that open nothing included. */
    public List<KeyView> list() {
        return Json.elements(wire.get(PATH).path("keys")).stream().map(KeyView::from).toList();
    }

    /** One. */
    public KeyView find(String id) {
        return KeyView.from(wire.get(PATH + "/" + Cloud.encoded(id)));
    }

    /** From the answer on it opens nothing, at any node. */
    public KeyView revoke(String id, Optional<String> reason) {
        var body = Json.object();
        reason.ifPresent(text -> body.put("reason", text));
        return KeyView.from(
                Wire.orRefused(
                        wire.post(
                                PATH + "/" + Cloud.encoded(id) + "/revoke",
                                body,
                                Wire.ANSWER_WITHIN)));
    }
}
