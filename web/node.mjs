// What Node needs that the page does not: TensorFlow.js from the packages,
// and the model from files.

import { join } from "node:path";

import { Told, fromFolder, readJson } from "./command.mjs";
import { plainEngine } from "./engines.mjs";
import { readModel } from "./model.mjs";
import { tensorflowEngine } from "./tensorflow.mjs";

/** Return TensorFlow.js on a backend, "cpu" or "wasm". */
export async function tensorflow(backend) {
  const [core, layers] = await packages("core", "layers", `backend-${backend}`);
  core.enableProdMode(); // or it praises another package on standard error
  if (!await core.setBackend(backend)) {
    throw new Told(`The backend ${backend} does not start here.`);
  }
  await core.ready();
  return { ...core, ...layers };
}

/** Return the engine called "plain", "cpu" or "wasm". */
export async function engineCalled(name, model) {
  if (name === "plain") return plainEngine(model);
  if (name !== "cpu" && name !== "wasm") {
    throw new Told(`--engine: expected plain, cpu or wasm, got ${name}`);
  }
  return tensorflowEngine(await tensorflow(name), model);
}

/** Return the character model in a folder that `make web` has made. */
export async function modelIn(folder) {
  const about = await readJson(join(folder, "writer.json"));
  return readModel(await fromFolder(folder).load(), about);
}

async function packages(...names) {
  try {
    return await Promise.all(
      names.map((name) => import(`@tensorflow/tfjs-${name}`)),
    );
  } catch (error) {
    if (error.code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new Told(
      "TensorFlow.js is missing. In the folder web, this installs it: npm ci",
    );
  }
}
