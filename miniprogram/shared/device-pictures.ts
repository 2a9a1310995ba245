/** The pictures of devices that come with the program (images/devices), by their key. */
export const DEVICE_PICTURES = {
  wheelchair: '轮椅',
  cane: '拐杖',
  crutches: '腋拐',
  walker: '助行器',
  'bath-chair': '洗澡椅',
  'commode-chair': '坐便椅',
  mattress: '床垫',
  'nursing-bed': '护理床',
  'hearing-aid': '助听器',
  'white-cane': '盲杖',
  magnifier: '助视器',
  prosthesis: '假肢',
} as const;

export type DevicePicture = keyof typeof DEVICE_PICTURES;
