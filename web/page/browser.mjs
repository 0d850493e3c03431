// What the page needs that Node does not: fetched files and scripts.
//
// Addresses are relative, so that the page works in any folder. `make web`
// lays the files of web and web/page side by side.

import { plainEngine } from "./engines.mjs";
import { readModel } from "./model.mjs";
import { tensorflowEngine } from "./tensorflow.mjs";

const SCRIPTS = [
  "tf-core.min.js",
  "tf-layers.min.js",
  "tf-backend-cpu.min.js",
  "tf-backend-wasm.min.js",
];

/** Fetch the exported model. */
export async function fetchModel(folder = "model") {
  const [json, about] = await Promise.all(
    ["model.json", "writer.json"].map(async (name) => (
      (await fetched(`${folder}/${name}`)).json()
    )),
  );
  const parts = await Promise.all(
    json.weightsManifest.flatMap((group) => group.paths)
      .map(async (path) => (await fetched(`${folder}/${path}`)).blob()),
  );
  return readModel({
    modelTopology: json.modelTopology,
    weightSpecs: json.weightsManifest.flatMap((group) => group.weights),
    weightData: await new Blob(parts).arrayBuffer(),
  }, about);
}

/** Fetch the text of a file beside the page. */
export async function fetchText(name) {
  return (await fetched(name)).text();
}

/** Return the engine called "plain", "cpu" or "wasm". */
export async function engineCalled(name, model) {
  if (name === "plain") return plainEngine(model);
  const tf = await tensorflow();
  if (!await tf.setBackend(name)) {
    throw new Error(`TensorFlow.js cannot start its backend ${name} here.`);
  }
  return tensorflowEngine(tf, model);
}

/** Return how many tensors there are, or null before TensorFlow.js is here. */
export function tensors() {
  return window.tf ? window.tf.memory().numTensors : null;
}

let loading = null;

/** Load TensorFlow.js, the first time that it is asked for. */
function tensorflow() {
  loading ??= (async () => {
    for (const name of SCRIPTS) await script(`tfjs/${name}`);
    const folder = new URL("tfjs/", document.baseURI);
    window.tf.wasm.setWasmPaths(folder.href);
    return window.tf;
  })();
  return loading;
}

function script(source) {
  return new Promise((resolve, reject) => {
    const element = document.createElement("script");
    element.src = source;
    element.onload = resolve;
    element.onerror = () => reject(new Error(`${source} cannot be loaded.`));
    document.head.append(element);
  });
}

async function fetched(address) {
  const response = await fetch(address);
  if (response.ok) return response;
  throw new Error(`${address} cannot be read: ${response.status}`);
}
