'use strict';
const assert = require('node:assert');
const { rejects } = require('../expect');

module.exports = {
  'a file goes up, comes back by link and by download, and goes': async ({ cloud }) => {
    const fileContent = Buffer.from([0, 255, 1, 254, 10, 13]);
    const { fileID } = await cloud.uploadFile({ cloudPath: 'conf/照片 1.png', fileContent });
    assert.match(fileID, /^cloud:\/\/.+\/conf\/照片 1\.png$/);
    assert.ok((await cloud.downloadFile({ fileID })).fileContent.equals(fileContent));
    const [link] = (await cloud.getTempFileURL({ fileList: [fileID] })).fileList;
    assert.strictEqual(link.status, 0);
    const response = await fetch(link.tempFileURL);
    assert.strictEqual(response.headers.get('content-type'), 'image/png');
    assert.ok(Buffer.from(await response.arrayBuffer()).equals(fileContent));
    const removed = await cloud.deleteFile({ fileList: [fileID] });
    assert.strictEqual(removed.fileList[0].status, 0);
    assert.strictEqual((await fetch(link.tempFileURL)).status, 404);
    assert.strictEqual((await cloud.getTempFileURL({ fileList: [fileID] })).fileList[0].status, -503003);
  },
  'a path used again replaces the file': async ({ cloud }) => {
    const upload = (text) => cloud.uploadFile({ cloudPath: 'conf/same.txt', fileContent: Buffer.from(text) });
    const [{ fileID }, second] = [await upload('one'), await upload('two')];
    assert.strictEqual(fileID, second.fileID);
    assert.strictEqual((await cloud.downloadFile({ fileID })).fileContent.toString(), 'two');
  },
  'links in the order asked, unknown ids with their reason': async ({ cloud }) => {
    const { fileID } = await cloud.uploadFile({ cloudPath: 'conf/o.txt', fileContent: Buffer.from('o') });
    const unknown = fileID.replace('o.txt', 'never.txt');
    const { fileList } = await cloud.getTempFileURL({
      fileList: [unknown, { fileID, maxAge: 60 }, 'cloud://other/x'],
    });
    assert.deepStrictEqual(
      fileList.map((file) => file.fileID),
      [unknown, fileID, 'cloud://other/x'],
    );
    assert.deepStrictEqual(
      fileList.map(({ status }) => status),
      [-503003, 0, -501007],
    );
    assert.strictEqual((await cloud.deleteFile({ fileList: [unknown] })).fileList[0].status, -503003);
  },
  'a link cannot be changed, and files are private': async ({ cloud }) => {
    const { fileID } = await cloud.uploadFile({ cloudPath: 'conf/p.txt', fileContent: Buffer.from('p') });
    const [{ tempFileURL }] = (await cloud.getTempFileURL({ fileList: [fileID] })).fileList;
    assert.strictEqual((await fetch(tempFileURL.replace(/sign=./, 'sign=_'))).status, 403);
    assert.strictEqual((await fetch(tempFileURL.replace(/t=\d+/, 't=9999999999'))).status, 403);
    assert.strictEqual((await fetch(tempFileURL.split('?')[0])).status, 403);
  },
  'paths that lead elsewhere are refused': async ({ cloud }) => {
    for (const cloudPath of ['../up.txt', 'a/../../up.txt', 'a//b']) {
      await rejects(
        cloud.uploadFile({ cloudPath, fileContent: Buffer.from('x') }),
        /cloudPath|INVALID_PARAM|-501007/,
      );
    }
  },
};
