package io.upvox.spark;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.upvox.op.ConvTranspose3dParams;
import io.upvox.tensor.Dhw;

/** The operation's parameters as JSON, for footers and manifests. */
final class Operations {
    private Operations() {}

    static String json(ConvTranspose3dParams p) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", "ConvTranspose3d");
        json.put("inChannels", p.inChannels());
        json.put("outChannels", p.outChannels());
        put(json, "kernel", p.kernel());
        put(json, "stride", p.stride());
        put(json, "paddingBegin", p.paddingBegin());
        put(json, "paddingEnd", p.paddingEnd());
        put(json, "outputPadding", p.outputPadding());
        put(json, "dilation", p.dilation());
        json.put("groups", p.groups());
        return json.toString();
    }

    private static void put(ObjectNode json, String key, Dhw v) {
        json.putArray(key).add(v.d()).add(v.h()).add(v.w());
    }
}
